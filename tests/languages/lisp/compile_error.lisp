; expect: RTE exit code 1
(print 1
