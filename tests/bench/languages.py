# SPDX-License-Identifier: MIT
"""What each installed language costs in a cell, against the commands that its users type.

  run      hello world: CPU time that one more test case adds to `winnow judge -j1`
  verdict  a source that is new, from source to verdict on one test case: CPU time that one more adds to
           `winnow filter -j1`, where the host's files that make compiling cheap are there already

Start-up of winnow is left out. The baseline neither isolates nor limits anything.
"""
import json
import subprocess
import tempfile
from pathlib import Path

from common import WINNOW, row, spent, tell

HELLO = "Hello, world!"
CASES, SOURCES = 21, 9
WARM_UP = 5  # sources: an archive of a compiler's classes comes after the fourth
JAVA_GOAL, NODE_GOAL, KOTLIN_GOAL = 0.5, 0.6, 0.35

# name: (file, source, the commands to compile, the command to run)
PROGRAMS = {
    "c": ("main.c", "#include <stdio.h>\nint main(void) { puts(\"HELLO\"); return 0; } // N\n",
          ["gcc -O2 -static main.c -o main"], "./main"),
    "cpp": ("main.cpp", "#include <bits/stdc++.h>\nint main() { std::cout << \"HELLO\\n\"; } // N\n",
            ["g++ -O2 -static main.cpp -o main"], "./main"),
    "python3": ("main.py", "print('HELLO')  # N\n", [], "python3 main.py"),
    "pypy3": ("main.py", "print('HELLO')  # N\n", [], "pypy3 main.py"),
    "java": ("Main.java", "class Main { public static void main(String[] a) { System.out.println(\"HELLO\"); } } // N\n",
             ["javac Main.java"], "java Main"),
    "kotlin": ("main.kt", "fun main() { println(\"HELLO\") } // N\n",
               ["kotlinc main.kt -include-runtime -d main.jar"], "java -jar main.jar"),
    "scala": ("main.scala", "object Main { def main(a: Array[String]): Unit = println(\"HELLO\") } // N\n",
              ["scalac main.scala"], "scala Main"),
    "go": ("main.go", "package main\nimport \"fmt\"\nfunc main() { fmt.Println(\"HELLO\") } // N\n",
           ["go build -o main main.go"], "./main"),
    "rust": ("main.rs", "fn main() { println!(\"HELLO\"); } // N\n", ["rustc -O main.rs -o main"], "./main"),
    "javascript": ("main.js", "console.log('HELLO') // N\n", [], "node main.js"),
    "typescript": ("main.ts", "console.log('HELLO') // N\n", ["tsc main.ts || true"], "node main.js"),
    "csharp": ("main.cs", "class P { static void Main() { System.Console.WriteLine(\"HELLO\"); } } // N\n",
               ["mcs main.cs"], "mono main.exe"),
    "haskell": ("main.hs", "main = putStrLn \"HELLO\" -- N\n", ["ghc -O2 -v0 main.hs -o main"], "./main"),
    "ocaml": ("main.ml", "let () = print_endline \"HELLO\" (* N *)\n", ["ocamlopt main.ml -o main"], "./main"),
    "ruby": ("main.rb", "puts 'HELLO' # N\n", [], "ruby main.rb"),
    "php": ("main.php", "<?php echo \"HELLO\\n\"; // N\n", [], "php main.php"),
    "perl": ("main.pl", "print \"HELLO\\n\"; # N\n", [], "perl main.pl"),
    "lua": ("main.lua", "print('HELLO') -- N\n", [], "lua5.4 main.lua"),
}
GOALS = {("java", "run"): JAVA_GOAL, ("javascript", "run"): NODE_GOAL, ("kotlin", "verdict"): KOTLIN_GOAL}


def spent_ms(command, place):
    quiet = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return 1000 * spent(command, shell=isinstance(command, str), cwd=place, **quiet)


class Bench:
    def __init__(self, work, name):
        self.work, self.name, self.made = work, name, 0
        self.file, self.source, self.compile, self.run = PROGRAMS[name]
        for problem, cases in (("one", 1), ("many", CASES)):
            (work / problem).mkdir()
            for n in range(cases):
                (work / problem / f"{n:02}.in").write_text("")
                (work / problem / f"{n:02}.ans").write_text(HELLO + "\n")

    def text(self):
        self.made += 1
        return self.source.replace("HELLO", HELLO).replace(" N", f" {self.made}")

    def winnow(self, *words):
        return spent_ms([WINNOW, *map(str, words), "-j1", "--cache", str(self.work / "cache")], self.work)

    def filter(self, count):
        pool = self.work / "pool.jsonl"
        pool.write_text("".join(json.dumps({"language": self.name, "source": self.text()}) + "\n" for _ in range(count)))
        return self.winnow("filter", "one", pool)

    def run_in_cell(self):
        (self.work / self.file).write_text(self.text())
        self.winnow("judge", "one", self.file)  # keeps what it compiles
        few, many = self.winnow("judge", "one", self.file), self.winnow("judge", "many", self.file)
        return (many - few) / (CASES - 1)

    def verdict_in_cell(self):
        return (self.filter(SOURCES) - self.filter(1)) / (SOURCES - 1)

    def bare(self):
        """(to run, from source to the end of the first run)"""
        place = self.work / "bare"
        place.mkdir(exist_ok=True)
        (place / self.file).write_text(self.text())
        compiling = sum(spent_ms(command, place) for command in self.compile)
        running = sorted(spent_ms(self.run.split(), place) for _ in range(5))[2]
        return running, compiling + running


def rows(quick):
    listed = json.loads(subprocess.run([WINNOW, "languages", "--json"], check=True, capture_output=True).stdout)
    here = [language["name"] for language in listed["languages"] if language["installed"]]
    for name in PROGRAMS:
        if name not in here:
            tell(f"languages: {name} is not installed: left out")
            continue
        with tempfile.TemporaryDirectory() as work:
            bench = Bench(Path(work), name)
            bench.filter(WARM_UP)
            samples = [(bench.run_in_cell(), bench.verdict_in_cell(), *bench.bare()) for _ in range(1 if quick else 3)]
        runs, verdicts, bare_runs, bare_verdicts = zip(*samples)
        yield row("languages", f"{name}, run", "CPU ms", runs, bare_runs, ratio_at_most=GOALS.get((name, "run")))
        yield row("languages", f"{name}, verdict", "CPU ms", verdicts, bare_verdicts,
                  ratio_at_most=GOALS.get((name, "verdict")))
