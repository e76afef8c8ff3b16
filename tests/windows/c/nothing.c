/* A DLL that only hands names on to another (its .def file says which) still needs a way in. */
int __stdcall DllMain(void *module, unsigned reason, void *reserved) {
    (void)module, (void)reason, (void)reserved;
    return 1;
}
