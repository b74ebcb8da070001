<?php // expect: CE syntax error
$x = ;
