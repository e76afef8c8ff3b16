"""The master workbook as the program sees it: named tables and cells read, result sheets replaced as one.

One port (`port.MasterBook`), two adapters: through a file (`file.FileBook`, here) and through a running spreadsheet
program (`xlpy.book.excel.live_workbook.LiveBook`). What is written is described once (`update`), so both write alike.
"""
