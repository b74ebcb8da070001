; expect: RTE exit code 3
(sb-ext:exit :code 3 :abort t)
