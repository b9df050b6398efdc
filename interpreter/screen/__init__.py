"""The screen in front: looked at, acted on, waited for; its dialogs, options and what its nodes say of themselves."""
