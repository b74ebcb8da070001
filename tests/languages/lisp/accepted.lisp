; expect: AC
(format t "~d~%" (loop for x = (read *standard-input* nil nil) while x sum x))
