# expect: CE 
if then fi
