package locale

var chinese = [messageEnd]string{}
