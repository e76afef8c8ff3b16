/* python.exe and pythonw.exe, which the package with python311.dll lacks. Py_Main does all the work.

   As on python.org's Windows the same program serves as the launcher of a virtual environment: beside a pyvenv.cfg (here or
   one folder up) it starts the Python named there by "home", with __PYVENV_LAUNCHER__ set, and hands the exit code on
   (CPython: PC/launcher.c compiled as venvlauncher, PEP 405). */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

#define LENGTH 4096

typedef int (*main_function)(int, wchar_t **);

/* Whether the file is there and names a home. */
static int read_home(const wchar_t *file, wchar_t *home) {
    char line[LENGTH];
    int found = 0;
    FILE *stream = _wfopen(file, L"rb");
    if (!stream) return 0;
    while (!found && fgets(line, sizeof line, stream)) {
        char *value = line + 4;
        size_t length;
        if (strncmp(line, "home", 4)) continue;
        while (*value == ' ' || *value == '=') value++;
        length = strcspn(value, "\r\n");
        value[length] = 0;
        found = MultiByteToWideChar(CP_UTF8, 0, value, -1, home, LENGTH) > 0;
    }
    fclose(stream);
    return found;
}

/* Starts the program with our own command line and waits for its end. */
static int launch(const wchar_t *program) {
    STARTUPINFOW start = {sizeof start};
    PROCESS_INFORMATION child;
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    DWORD code = 103;
    /* who ends the launcher ends the Python behind it too */
    HANDLE job = CreateJobObjectW(NULL, NULL);
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    GetStartupInfoW(&start);
    start.dwFlags |= STARTF_USESTDHANDLES;
    start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    SetHandleInformation(start.hStdInput, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    SetHandleInformation(start.hStdOutput, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    SetHandleInformation(start.hStdError, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    if (!CreateProcessW(program, GetCommandLineW(), NULL, NULL, TRUE, 0, NULL, NULL, &start, &child)) {
        fwprintf(stderr, L"Unable to create process using '%ls' (%lu)\n", program, GetLastError());
        return 101;
    }
    AssignProcessToJobObject(job, child.hProcess);
    WaitForSingleObject(child.hProcess, INFINITE);
    GetExitCodeProcess(child.hProcess, &code);
    return (int)code;
}

int wmain(int count, wchar_t **arguments) {
    static wchar_t own[LENGTH], folder[LENGTH], file[LENGTH + 16], home[LENGTH], program[2 * LENGTH];
    wchar_t *name, *up;
    HMODULE python;
    int virtual;
    GetModuleFileNameW(NULL, own, LENGTH);
    wcscpy(folder, own);
    name = wcsrchr(folder, L'\\');
    *name++ = 0;
    swprintf(file, LENGTH + 16, L"%ls\\pyvenv.cfg", folder);
    virtual = read_home(file, home);
    up = wcsrchr(folder, L'\\');
    if (!virtual && up) {
        swprintf(file, LENGTH + 16, L"%.*ls\\pyvenv.cfg", (int)(up - folder), folder);
        virtual = read_home(file, home);
    }
    if (virtual) {
        SetEnvironmentVariableW(L"__PYVENV_LAUNCHER__", own);
        swprintf(program, 2 * LENGTH, L"%ls\\%ls", home, name);
        return launch(program);
    }
    python = LoadLibraryW(L"python311.dll");
    if (!python) {
        fwprintf(stderr, L"python311.dll: error %lu\n", GetLastError());
        return 103;
    }
    return ((main_function)(void *)GetProcAddress(python, "Py_Main"))(count, arguments);
}
