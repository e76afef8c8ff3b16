Attribute VB_Name = "PlanRibbon"
Option Explicit

' The ribbon of this workbook: a button's id is the name of a function in xlpy/macros.py, and nothing else is decided
' here. ASCII only: the words that people see stand on the sheet xlwings.conf, in the rows MSG_...

Public Sub OnAction(control As IRibbonControl)
    RunButton control.ID
End Sub

Public Sub RunButton(ByVal button As String)
    Dim home As String
    Dim trouble As String
    home = FindHome(ThisWorkbook.Path)
    trouble = Obstacle(ThisWorkbook.FullName, ThisWorkbook.Path, home)
    If trouble = "" Then
        On Error GoTo Failed
        ' INTERPRETER_WIN and PYTHONPATH of the sheet xlwings.conf are made of this variable
        WScript.Environment("PROCESS").Item("PLAN167_HOME") = home
        Application.StatusBar = GetConfig("MSG_STARTING", "KH 167 ...")
        Application.EnableCancelKey = 0 ' xlDisabled: Esc is held to stop our work, it must not break off this macro
        If RunPython("import xlpy.macros; xlpy.macros." & button & "()") = -1 Then trouble = "MSG_FAILED"
    End If
Done:
    On Error GoTo 0
    Application.StatusBar = False: Application.EnableCancelKey = 1 ' xlInterrupt
    If trouble <> "" Then Say trouble, ThisWorkbook.FullName
    Exit Sub
Failed:
    trouble = "MSG_FAILED"
    Resume Done
End Sub

' The folder that holds .venv and xlpy: the workbook's own, else the one above it; empty where neither does
Public Function FindHome(ByVal folder As String) As String
    Dim level As Integer
    For level = 1 To 2
        If FileExists(folder & "\.venv\Scripts\python.exe") And FileExists(folder & "\xlpy\macros.py") Then
            FindHome = folder
            Exit Function
        End If
        If InStr(folder, "\") = 0 Then Exit Function
        folder = Left$(folder, InStrRev(folder, "\") - 1)
    Next level
End Function

' Which MSG_ row says why Python cannot be started for a workbook of this name, empty where it can
Public Function Obstacle(ByVal fullName As String, ByVal folder As String, ByVal home As String) As String
    If home = "" Then Obstacle = "MSG_NO_PYTHON"
    ' the command line of xlwings cannot carry these in a path
    If InStr(fullName, ";") + InStr(fullName, "^") + InStr(fullName, "=") > 0 Then Obstacle = "MSG_BAD_NAME"
    If folder = "" Then Obstacle = "MSG_UNSAVED"
    If LCase$(Left$(fullName, 4)) = "http" Then Obstacle = "MSG_ONLINE"
End Function

' Popup instead of MsgBox, which shows ? for most Vietnamese letters
Private Sub Say(ByVal key As String, ByVal place As String)
    WScript.Popup Replace(GetConfig(key, key & vbLf & "{0}"), "{0}", place), 0, "KH 167", 4144
End Sub
