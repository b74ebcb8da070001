# expect: MLE
BEGIN { x = "again"; while (1) x = x x }
