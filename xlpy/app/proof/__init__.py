"""The proof that ends a set-up: all that the buttons import loads, and a reading worker starts and reads a form.

Run in the new environment as ``python -m xlpy.app.proof``; tells in Vietnamese sentences, exits with 0 or 2. This
package imports only the standard library until it tries the rest.
"""
