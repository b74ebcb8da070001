<?php // expect: RTE exit code 255: 
throw new Exception("mine");
