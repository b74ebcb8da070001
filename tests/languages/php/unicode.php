<?php // expect: AC
if (trim(fgets(STDIN)) === "Grüße, 世界 🙂") echo "Grüße, 世界 🙂\n";
