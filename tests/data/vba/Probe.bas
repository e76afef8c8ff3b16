Attribute VB_Name = "Probe"
Option Explicit

Public Function Pressed(ByVal button As String) As String
    xlwings.Notes = ""
    RunButton button
    Pressed = xlwings.Notes
End Function
