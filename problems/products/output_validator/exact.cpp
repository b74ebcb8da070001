/* SPDX-License-Identifier: MIT */
/*
 * Proves that the products multiply two matrices, and scores them by their number.
 *
 * All is integer arithmetic: coefficients are at most 1000, so that a sum over 64 products stays below 2^37.
 * The identity is one of polynomials: the entry A[i][j] B[k][l] must go into C[u][v] once where j = k, i = u
 * and l = v, and not at all elsewhere. Each of these numbers is compared; no matrices are tried.
 */
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

static const long MOST_PRODUCTS = 64, MOST_COEFFICIENT = 1000;
static std::string feedback;

[[noreturn]] static void reject(const std::string &why)
{
    std::ofstream(feedback + "judgemessage.txt") << why << "\n";
    std::exit(43);
}

/* The next word, which must be an integer within the bounds: "1.0", "nan" and "+1" are none. */
static long read_integer(long low, long high, const std::string &what)
{
    std::string word;
    std::size_t digits;

    if (!(std::cin >> word))
        reject("the output ends before " + what);
    digits = word[0] == '-' ? 1 : 0;
    if (word.size() == digits || word.size() > digits + 4 ||
        word.find_first_not_of("0123456789", digits) != std::string::npos)
        reject(what + " is no integer in range: " + word.substr(0, 40));
    if (std::stol(word) < low || std::stol(word) > high)
        reject(what + " is out of range: " + word);
    return std::stol(word);
}

struct product {
    std::vector<long> a, b, c;
};

static std::vector<long> read_row(int count, const std::string &what)
{
    std::vector<long> row;

    for (int i = 0; i < count; i++)
        row.push_back(read_integer(-MOST_COEFFICIENT, MOST_COEFFICIENT, what));
    return row;
}

static std::string entry(char matrix, int index, int width)
{
    return matrix + std::string("[") + std::to_string(index / width + 1) + "][" +
           std::to_string(index % width + 1) + "]";
}

static void prove(const std::vector<product> &products, int n, int m, int p)
{
    for (int a = 0; a < n * m; a++)
        for (int b = 0; b < m * p; b++)
            for (int c = 0; c < n * p; c++) {
                bool wanted = a % m == b / p && a / m == c / p && b % p == c % p;
                long long sum = 0;

                for (const product &x : products)
                    sum += static_cast<long long>(x.a[a]) * x.b[b] * x.c[c];
                if (sum != wanted)
                    reject(entry('A', a, m) + " " + entry('B', b, p) + " goes into " + entry('C', c, p) +
                           " " + std::to_string(sum) + " times, not " + (wanted ? "once" : "0 times"));
            }
}

int main(int, char **argv)
{
    std::ifstream input(argv[1]), answer(argv[2]);
    std::vector<product> products;
    std::string more;
    int n, m, p, best;

    feedback = argv[3];
    if (!(input >> n >> m >> p) || !(answer >> best))
        return 1;
    products.resize(read_integer(1, MOST_PRODUCTS, "the number of products"));
    for (std::size_t i = 0; i < products.size(); i++) {
        std::string what = "a coefficient of product " + std::to_string(i + 1);

        products[i].a = read_row(n * m, what);
        products[i].b = read_row(m * p, what);
        products[i].c = read_row(n * p, what);
    }
    if (std::cin >> more)
        reject("there is more than the products: " + more.substr(0, 40));
    prove(products, n, m, p);
    /* Samples have no score, and more products than the schoolbook's are worth the least. */
    int saved = n * m * p - static_cast<int>(products.size()), most = n * m * p - best;
    double share = saved < 0 ? 0 : saved >= most ? 1 : (saved + 1.0) / (most + 1);
    std::ofstream(feedback + "score_multiplier.txt") << share << "\n";
    return 42;
}
