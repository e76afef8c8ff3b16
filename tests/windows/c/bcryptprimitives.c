/* bcryptprimitives.dll, which Wine 8 lacks and whatever is built by Rust 1.78 or later imports (python-calamine,
   cryptography): its one function, on the random numbers that Wine has (SystemFunction036 is RtlGenRandom). */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T size) {
    while (size) {
        ULONG part = size > 0x10000000 ? 0x10000000 : (ULONG)size;
        if (!SystemFunction036(data, part)) return FALSE;
        data += part;
        size -= part;
    }
    return TRUE;
}
