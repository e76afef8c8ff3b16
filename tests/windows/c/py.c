/* py.exe, python.org's launcher, as far as Cai-dat.cmd needs it: drops "-3" or "-3.11" and starts the one Python of this machine.
   Needed since Wine's cmd finds nothing by "for /d" with a full path, so Cai-dat.cmd finds no Python that is not on PATH. */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

#define LENGTH 32768

int wmain(void) {
    static wchar_t program[LENGTH], line[LENGTH];
    STARTUPINFOW start = {sizeof start};
    PROCESS_INFORMATION child;
    DWORD code = 103;
    wchar_t *rest = GetCommandLineW();
    int quoted = 0;
    for (; *rest && (quoted || *rest != L' '); rest++) quoted ^= *rest == L'"';
    rest += wcsspn(rest, L" ");
    if (!wcsncmp(rest, L"-3", 2)) rest += wcscspn(rest, L" ");
    ExpandEnvironmentStringsW(L"%LocalAppData%\\Programs\\Python\\Python311\\python.exe", program, LENGTH);
    swprintf(line, LENGTH, L"\"%ls\" %ls", program, rest);
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    if (!CreateProcessW(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &child)) return 101;
    WaitForSingleObject(child.hProcess, INFINITE);
    GetExitCodeProcess(child.hProcess, &code);
    return (int)code;
}
