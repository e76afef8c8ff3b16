Attribute VB_Name = "xlwings"
Option Explicit

' Stands in for xlwings' own module where PlanRibbon is run without Windows: notes down what it is asked to do

Public Notes As String

Public Function IsThere(ByVal FileSpec As String) As Boolean
    Dim there As String
    there = "|C:\p\.venv\Scripts\python.exe|C:\p\xlpy\macros.py|C:\other\.venv\Scripts\python.exe|"
    there = there & "D:\.venv\Scripts\python.exe|D:\xlpy\macros.py|"
    IsThere = InStr(there, "|" & FileSpec & "|") > 0 Or Left$(FileSpec, 1) = "/"
End Function

Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    GetConfig = configKey & " {0}"
End Function

Public Function RunPython(PythonCommand As String)
    Notes = Notes & "run " & PythonCommand & vbLf
    If InStr(PythonCommand, "cancel_key") > 0 Then Notes = Notes & "key " & Application.EnableCancelKey & vbLf
    RunPython = 0
    If InStr(PythonCommand, "fails") > 0 Then RunPython = -1
    If InStr(PythonCommand, "raises") > 0 Then Err.Raise 1000
End Function

Public Function WScript() As Object
    Set WScript = New Shell
End Function
