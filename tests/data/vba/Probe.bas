Attribute VB_Name = "Probe"
Option Explicit

Public Function HomeIn(ByVal files As String, ByVal folder As String) As String
    StandIns.Files = files
    HomeIn = FindHome(folder)
End Function

Public Function Started(ByVal files As String, ByVal folder As String, ByVal book As String) As String
    StandIns.Files = files
    Started = CommandLine(FindHome(folder), "check", book, 1234)
End Function

Public Function Pressed(ByVal button As String) As String
    StandIns.Notes = ""
    RunButton button
    Pressed = StandIns.Notes & "key " & Application.EnableCancelKey & vbLf & "screen " & Application.ScreenUpdating & vbLf & "alerts " & Application.DisplayAlerts
End Function
