import os

wanted = ("Name", "Umask", "State", "TracerPid", "Groups", "Threads", "SigQ", "SigPnd", "ShdPnd", "SigBlk",
          "SigIgn", "SigCgt", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp",
          "Seccomp_filters", "Cpus_allowed_list")
for line in open("/proc/self/status"):
    if line.split(":")[0] in wanted and not line.startswith("SigQ"):
        print(line, end="")
print(open("/proc/self/oom_score_adj").read(), open("/proc/self/cmdline").read(), os.readlink("/proc/self/exe"))
print(open("/proc/self/comm").read(), os.stat("/proc/self/environ").st_uid == os.getuid())
print([os.readlink(f"/proc/self/task/{t}/cwd") for t in os.listdir("/proc/self/task")])
