; expect: AC
(let ((line (read-line))) (when (string= line "Grüße, 世界 🙂") (write-line line)))
