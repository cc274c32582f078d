"""Who sits there: roles, reading, memory, capital, trust, and the Mesa agent that has them all."""
