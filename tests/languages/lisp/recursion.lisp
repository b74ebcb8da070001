; expect: AC
(defun depth (n) (if (= n 0) 0 (+ 1 (depth (- n 1)))))
(when (= (depth 100000) 100000) (write-line "ok"))
