"""Official papers in Word: templates that staff edit, filled with values; the layout of Nghị định 30/2020/NĐ-CP."""
