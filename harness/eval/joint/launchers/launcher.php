<?php
// SPDX-License-Identifier: MIT
// winnow: runs main.php, the program, and behind it tests.php, and prints the token when they have ended. Both run in the global
// scope, as in one file. Until then the token is an argument of a call that has not begun, which no code can look at.
function winnow_read()
{
    $token = stream_get_contents(STDIN, 32);
    fclose(STDIN);
    $GLOBALS['winnow_input'] = fopen('/dev/null', 'r'); // becomes descriptor 0
    return $token;
}

function winnow_write($token)
{
    file_put_contents('php://stdout', $token);
}

try {
    winnow_write(winnow_read(), include './main.php', include './tests.php');
} catch (Throwable $error) {
    $where = basename($error->getFile()) === 'tests.php' ? "the tests did not hold, line {$error->getLine()}: " : '';
    fwrite(STDERR, "$error\n$where" . get_class($error) . ': ' . strtok($error->getMessage(), "\n") . "\n");
    exit(1);
}
