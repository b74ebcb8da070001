; expect: RTE
(error "mine")
