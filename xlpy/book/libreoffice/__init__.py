"""xlwings over LibreOffice Calc: the public API that our macros use, through UNO instead of Excel.

    from xlpy.book.libreoffice import engine, office
    with office.Office() as lo:
        active = engine.register(lo.context)       # from here on xlwings talks to this LibreOffice
        book = xlwings.Book("tep.xlsx")            # or engine.wrap(active, uno_document)
        book.set_mock_caller()                     # Book.caller() in a macro returns it

Supported (everything else raises NotImplementedError):

=============  =====================================================================================================
app            books, version, pid, selection, visible, activate, quit, kill, status_bar, screen_updating,
               calculation ("automatic", "manual"), calculate, alert; display_alerts, enable_events, interactive are
               kept and change nothing. ``engine.impl.answer`` takes the place of message boxes.
books, book    active, add, open(path, read_only), iteration, [name]; name, fullname, sheets, names, activate, close,
               save(path), to_pdf. Not .xlsm: Calc would rewrite its VBA project.
sheets, sheet  active, add, iteration, [name], ``in``; name, index, visible, activate, delete, copy in the book,
               clear…, autofit, used_range, cells, range, names, tables, show_gridlines, freeze_panes,
               page_setup.print_area
sheet.api      Protect(Password, Allow…), Unprotect(Password), ProtectContents, PageSetup, Range("A1:B2,D4") with
               Style / Locked / AutoFilter(), VPageBreaks.Add(Range), VPageBreaks.Count, Tab.Color
PageSetup      Orientation, PaperSize (A3 8, A4 9), Zoom, FitToPagesWide, FitToPagesTall, PrintArea, PrintTitleRows,
               PrintTitleColumns, six margins, CenterHorizontally, CenterVertically, headers and footers (write only;
               codes &P &N &D &F &A)
range          value (all converters), formula, number_format, color, font (bold, italic, size, name, color), wrap_text,
               horizontal_alignment, vertical_alignment, row_height, column_width, row/column hidden, autofit, merge,
               unmerge, add_hyperlink, hyperlink, name, table, address, end, expand, current_region, insert, delete,
               copy(destination), select, clear…; "A1:B2,D4" is several rectangles for looks, the first one for values
range.api      Style (by name; KeyError if there is none), Locked, Address, Column, AutoFilter()
names          add (``Print_Area``, ``Print_Titles`` of a sheet too), [name], ``in``, iteration, delete, refers_to,
               refers_to_range
tables         add, [name], ``in``, iteration; name, range, header_row_range, data_body_range, totals_row_range, resize,
               update, columns, rows, show_autofilter, autofilter.clear()
=============  =====================================================================================================

Stricter than Excel where a macro would lose data there: text that Excel would read as a number, a day or a formula
("01", "20/6", "- Tuyên truyền") is refused unless the cell's format is text (`values.TextWouldChange`); a change of
locked cells of a protected sheet raises `ranges.SheetProtected`. As strict as Excel where the file would not survive
the way to it: a number or a formula in a cell of the text format is text; a formula over 8 192 characters, a text over
32 767, a row over 409.5 points, a column over 255 digits, a sheet name over 31 letters or with ``[]:*?/\\`` raise
ValueError. What only Excel's own interface refuses (a printer, a busy moment, long addresses) is not imitated here.
"""
