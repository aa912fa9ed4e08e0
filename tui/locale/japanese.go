package locale

var japanese = [messageEnd]string{}
