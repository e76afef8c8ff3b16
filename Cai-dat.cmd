@echo off
rem Puts Plan167 on this PC: finds Python, the rest is done by run.py setup. Double click it.
rem A kit brings its Python along, in the folder python: then nothing is set up, only tried.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
set "PYTHON="
pushd "%~dp0"
if not exist "run.py" goto not_extracted
if not exist "requirements\app.txt" goto not_extracted
if not exist "xlpy\start.py" goto not_extracted
call :try python\python.exe
rem Of several, first the one that the folder wheels was filled for.
for %%V in (11 12 13 14 15) do if exist "wheels\*-cp3%%V-cp3%%V-*.whl" call :try py -3.%%V
call :try py -3
call :try python
call :try python3
for /d %%D in ("%LocalAppData%\Programs\Python\Python3*") do call :try "%%~D\python.exe"
for /d %%D in ("%ProgramFiles%\Python3*") do call :try "%%~D\python.exe"
for /d %%D in ("%SystemDrive%\Python3*") do call :try "%%~D\python.exe"
call :try "%UserProfile%\miniconda3\python.exe"
call :try "%UserProfile%\anaconda3\python.exe"
if not defined PYTHON goto no_python
call %PYTHON% run.py setup
set "RESULT=%errorlevel%"
goto end

rem Keeps the first Python that starts, is 3.11 or later and has 64 bits: the libraries come for 64 bits only.
rem call, since python may be a batch file (pyenv), which would not come back.
:try
if defined PYTHON exit /b 0
call %* -c "import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)" >nul 2>nul
if "%errorlevel%"=="0" set PYTHON=%*
exit /b 0

:no_python
set "RESULT=2"
if exist "python\python.exe" goto kit_blocked
echo.
echo Chưa tìm thấy Python 3.11 trở lên (64 bit) trên máy này.
echo.
echo   1. Cài Python bản 64 bit dành cho Windows, không cần quyền quản trị:
echo      khi cài, đánh dấu ô "Add python.exe to PATH".
echo   2. Máy không có mạng: nhờ người hỗ trợ chép bộ cài Python và thư mục wheels sang.
echo   3. Bấm đúp lại Cai-dat.cmd.
goto end

:kit_blocked
echo.
echo Python kèm trong bộ cài không chạy được trên máy này.
echo.
echo   1. Cần Windows 10 trở lên, loại 64 bit (x64). Giải nén lại toàn bộ bộ cài vào một thư mục mới.
echo   2. Vẫn lỗi: đề nghị bộ phận công nghệ thông tin đưa thư mục này vào danh sách loại trừ
echo      của phần mềm diệt vi-rút và cho phép chạy Python trong thư mục đó.
echo   3. Bấm đúp lại Cai-dat.cmd.
goto end

:not_extracted
set "RESULT=2"
echo.
echo Cai-dat.cmd chưa nằm trong thư mục Plan167 đầy đủ.
echo Hãy giải nén toàn bộ tệp tải về (Extract All) vào một thư mục trên máy,
echo rồi bấm đúp Cai-dat.cmd trong thư mục vừa giải nén.

:end
echo.
pause
popd
exit /b %RESULT%
