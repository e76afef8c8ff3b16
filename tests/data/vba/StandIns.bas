Attribute VB_Name = "StandIns"
Option Explicit

' Stands in for Windows where PlanRibbon is run without it: notes down what is started and said

Public Notes As String
Public Files As String

Public Function StandIn(ByVal name As String) As Object
    If name = "Scripting.FileSystemObject" Then Set StandIn = New Disk Else Set StandIn = New Shell
End Function
