<?php // expect: OLE
for (;;) echo "again and again and again\n";
