#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;
struct Shape {
    virtual ~Shape() = default;
    virtual double area() const = 0;
};
struct Circle : Shape {
    double r;
    explicit Circle(double r) : r(r) {}
    double area() const override { return acos(-1.0) * r * r; }
};
struct Box : Shape {
    double a, b;
    Box(double a, double b) : a(a), b(b) {}
    double area() const override { return a * b; }
};

unique_ptr<Shape> read(istream &in) {
    string kind;
    double a, b;
    if (!(in >> kind))
        throw runtime_error("end");
    if (kind == "circle" && in >> a)
        return make_unique<Circle>(a);
    if (kind == "box" && in >> a >> b)
        return make_unique<Box>(a, b);
    throw invalid_argument(kind);
}

int main() {
    vector<unique_ptr<Shape>> shapes;
    try {
        for (;;)
            shapes.push_back(read(cin));
    } catch (const invalid_argument &e) {
        cout << "what is " << e.what() << "?\n";
    } catch (const exception &e) {
        cout << e.what() << '\n';
    }
    double total = 0;
    for (auto &s : shapes)
        total += s->area();
    printf("%.6f\n", total);
}
