"""Honest: does the product do what was asked, or say plainly that it didn't, and never what nobody asked?"""
