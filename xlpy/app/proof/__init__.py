"""The proof that ends a set-up: all files are there, all libraries and modules load, a reading worker reads a form.

Run in the new environment as ``python -m xlpy.app.proof``; tells in Vietnamese sentences, exits with 0 or 2. This
package imports only the standard library until it tries the rest.
"""
