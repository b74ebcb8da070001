# SPDX-License-Identifier: MIT
#
# attack: none: uses shared memory, shared values and processes of the method "spawn".
# expect: AC
# expect-basic: RTE
# why: multiprocessing starts its helpers as new interpreters. Were they refused, this would fail or not
#      by chance. (The level basic has one process only.)

from multiprocessing import Process, Value, get_context
from multiprocessing.shared_memory import ShareableList, SharedMemory


def write(name, value):
    memory = SharedMemory(name=name)
    memory.buf[0] = 7
    memory.close()
    with value:
        value.value += 1


def send(queue):
    queue.put(5)


def main():
    memory, value = SharedMemory(create=True, size=16), Value("i", 0)
    process = Process(target=write, args=(memory.name, value))
    process.start()
    process.join()
    numbers = ShareableList([1, 2])
    total = memory.buf[0] + value.value + sum(numbers)
    for shared in memory, numbers.shm:
        shared.close()
        shared.unlink()
    spawn = get_context("spawn")
    queue = spawn.SimpleQueue()
    process = spawn.Process(target=send, args=(queue,))
    process.start()
    total += queue.get()
    process.join()
    print("denied" if total == 16 else total)


if __name__ == "__main__":
    main()
