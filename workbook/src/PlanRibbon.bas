Attribute VB_Name = "PlanRibbon"
Option Explicit

' The ribbon of this workbook: a button's id is the name of a function in xlpy/macros.py, and nothing else is decided
' here. ASCII only: the words that people see stand on the hidden sheet Plan167.conf. No function of VBA itself touches
' a path, since they know the letters of the PC's code page only.

Public Sub OnAction(control As IRibbonControl)
    RunButton control.ID
End Sub

Public Sub RunButton(ByVal button As String)
    Dim home As String, trouble As String, start As String, code As Long
    home = FindHome(ThisWorkbook.Path)
    trouble = Obstacle(ThisWorkbook.FullName, ThisWorkbook.Path, home)
    If trouble = "" Then
        On Error GoTo Failed
        Application.StatusBar = Words("MSG_STARTING")
        Application.EnableCancelKey = 0 ' xlDisabled: Esc is held to stop our work, it must not break off this macro
        start = CommandLine(home, button, ThisWorkbook.Name, Application.Hwnd)
        code = CreateObject("WScript.Shell").Run(start, 0, True)
        If code <> 0 Then trouble = "MSG_FAILED"
    End If
Done:
    On Error GoTo 0
    Application.StatusBar = False: Application.EnableCancelKey = 1 ' xlInterrupt
    ' a Python that was killed has not put these back
    Application.EnableEvents = True: Application.ScreenUpdating = True: Application.DisplayAlerts = True
    If trouble <> "" Then Say trouble, ThisWorkbook.FullName, code
    Exit Sub
Failed:
    trouble = "MSG_FAILED": code = Err.Number
    Resume Done
End Sub

' The folder that holds Python and xlpy: the workbook's own, else the one above it; empty where neither does
Public Function FindHome(ByVal folder As String) As String
    Dim level As Integer
    For level = 1 To 2
        If PythonOf(folder) <> "" And HasFile(folder & "\xlpy\start.py") Then FindHome = folder
        If FindHome <> "" Or InStr(folder, "\") = 0 Then Exit Function
        folder = Left$(folder, InStrRev(folder, "\") - 1)
    Next level
End Function

' The Python that Cai-dat.cmd has set up in a folder, else the one that came with it; empty where there is neither
Private Function PythonOf(ByVal home As String) As String
    If HasFile(home & "\python\python.exe") Then PythonOf = home & "\python\python.exe"
    If HasFile(home & "\.venv\Scripts\python.exe") Then PythonOf = home & "\.venv\Scripts\python.exe"
End Function

Private Function HasFile(ByVal path As String) As Boolean
    HasFile = CreateObject("Scripting.FileSystemObject").FileExists(path)
End Function

' By cmd.exe, since Windows would ask back about a program that came from the network if it were started at once
Public Function CommandLine(home As String, button As String, book As String, ByVal hwnd As Long) As String
    Dim inner As String
    inner = "|" & PythonOf(home) & "| -B -I |" & home & "\xlpy\start.py| " & button
    inner = inner & " --wb=|" & book & "| --from_xl=1 --hwnd=" & hwnd
    CommandLine = Replace("%ComSpec% /D /V:OFF /S /C |" & inner & "|", "|", """")
End Function

' Which MSG_ row says why Python cannot be started for a workbook of this name, empty where it can
Public Function Obstacle(ByVal fullName As String, ByVal folder As String, ByVal home As String) As String
    If home = "" Then Obstacle = "MSG_NO_PYTHON"
    If home = "" And Len(fullName) > 218 Then Obstacle = "MSG_TOO_LONG"
    ' Python does not load from a folder with ;, Windows puts a variable for %x%, xlwings takes a file's name apart at =
    If InStr(fullName, ";") > 0 Or fullName Like "*%*%*" Then Obstacle = "MSG_BAD_NAME"
    If InStr(Mid$(fullName, Len(folder) + 1), "=") > 0 Then Obstacle = "MSG_BAD_NAME"
    If folder = "" Then Obstacle = "MSG_UNSAVED"
    If LCase$(Left$(fullName, 4)) = "http" Then Obstacle = "MSG_ONLINE"
End Function

' Popup instead of MsgBox, which shows ? for most Vietnamese letters
Private Sub Say(ByVal key As String, ByVal place As String, ByVal code As Long)
    Dim text As String
    text = Replace(Replace(Words(key), "{0}", place), "{1}", code)
    CreateObject("WScript.Shell").Popup text, 0, "KH 167", 4144
End Sub

Private Function Words(ByVal key As String) As String
    Dim cell As Object
    Words = key & vbLf & "{0} {1}"
    On Error Resume Next ' a person may have deleted the sheet
    For Each cell In ThisWorkbook.Sheets("Plan167.conf").Range("A1:A20")
        If cell.Value = key Then Words = cell.Offset(0, 1).Value
    Next cell
End Function
