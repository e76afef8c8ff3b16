"""Edition -> the Word report to the People's Committee: what it says, its annexes, its charts, its PDF."""
