Attribute VB_Name = "Probe"
Option Explicit

Public Function Pressed(ByVal button As String) As String
    xlwings.Notes = ""
    RunButton button
    Pressed = xlwings.Notes
    If InStr(button, "cancel_key") > 0 Then Pressed = Pressed & "key " & Application.EnableCancelKey
End Function
