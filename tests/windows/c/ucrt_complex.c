/* The complex functions of ucrtbase.dll, which Wine 8 only stubs: calling one ends the process, and numpy calls them while it
   is imported. Everything else of ucrtbase is handed on to Wine's own (runtime.py writes the .def file).
   Microsoft's compiler passes complex numbers as structures; its long double is a double. */
#include <complex.h>
#undef I

typedef struct { float real, imag; } single;
typedef struct { double real, imag; } twice;

static float _Complex in_f(single a) { float _Complex z; __real__ z = a.real; __imag__ z = a.imag; return z; }
static double _Complex in_(twice a) { double _Complex z; __real__ z = a.real; __imag__ z = a.imag; return z; }
static single out_f(float _Complex z) { single a = {__real__ z, __imag__ z}; return a; }
static twice out_(double _Complex z) { twice a = {__real__ z, __imag__ z}; return a; }

#define COMPLEX(name) \
    single ours_##name##f(single a) { return out_f(name##f(in_f(a))); } \
    twice ours_##name(twice a) { return out_(name(in_(a))); } \
    twice ours_##name##l(twice a) { return out_(name(in_(a))); }
#define REAL(name) \
    float ours_##name##f(single a) { return name##f(in_f(a)); } \
    double ours_##name(twice a) { return name(in_(a)); } \
    double ours_##name##l(twice a) { return name(in_(a)); }

COMPLEX(cacos) COMPLEX(cacosh) COMPLEX(casin) COMPLEX(casinh) COMPLEX(catan) COMPLEX(catanh) COMPLEX(ccos) COMPLEX(ccosh)
COMPLEX(cexp) COMPLEX(clog) COMPLEX(conj) COMPLEX(cproj) COMPLEX(csin) COMPLEX(csinh) COMPLEX(csqrt) COMPLEX(ctan)
COMPLEX(ctanh)
REAL(cabs) REAL(carg) REAL(cimag) REAL(creal)

single ours_cpowf(single a, single b) { return out_f(cpowf(in_f(a), in_f(b))); }
twice ours_cpow(twice a, twice b) { return out_(cpow(in_(a), in_(b))); }
twice ours_cpowl(twice a, twice b) { return out_(cpow(in_(a), in_(b))); }
