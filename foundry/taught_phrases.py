"""More words for those who have the screen before them, for pairs to train on alone: what is measured keeps to
`phrases.BY_LABEL`, so that a figure doesn't rise by having the same sentence frames on both sides.
"""

from __future__ import annotations

from .phrases import BY_LABEL

_MORE: dict[str, tuple[str, ...]] = {
    "setting.turn_on": (
        "please make sure {label} is on", "{label} on", "{label} should be on", "i'd like to have {label} on",
        "get {label} going", "put {label} on for me", "have {label} switched on", "find {label} and turn it on",
        "tick {label}", "look for {label} in the options and enable it", "I could do with {label}",
        "start using {label}", "{label} has to be enabled", "open the settings, then enable {label}", "yes to {label}",
        "allow {label}", "let's have {label} active",
    ),
    "setting.turn_off": (
        "please make sure {label} is off", "{label} off", "{label} should be off", "I don't want {label}",
        "get rid of {label}", "stop {label}", "put {label} off for me", "have {label} switched off",
        "find {label} and turn it off", "untick {label}", "look for {label} in the options and disable it",
        "no need for {label} any longer", "I can do without {label}", "{label} has to be disabled",
        "open the settings, then disable {label}", "don't allow {label}", "leave {label} off from now on",
    ),
    "setting.is_on": (
        "{label}: on or off?", "do I have {label} on?", "have I enabled {label}", "did I switch {label} on?",
        "is {label} active", "could you see if {label} is turned on?", "I want to know whether {label} is on",
        "tell me if {label} is enabled", "what about {label}, is it on?", "find out if {label} is on",
        "am I using {label}?",
    ),
    "setting.set": (
        "{label} should be {value}", "make {label} {value}", "make the {label} {value}", "have {label} at {value}",
        "{value} for {label}, please", "please put {label} on {value}", "I'd like the {label} to be {value}",
        "find {label} and choose {value}", "open {label} and pick {value}", "switch the {label} to {value}",
        "adjust {label} to {value}", "let {label} be {value}", "update {label}: {value}", "go for {value} in {label}",
        "{label} needs to be {value}", "under {label} take {value}",
        "open the settings, tap {label}, then select {value}", "turn {label} into {value}",
    ),
    "setting.read": (
        "{label}?", "what have I chosen for {label}?", "what's in {label}", "read me the {label}",
        "which {label} do I have", "how is {label} set?", "what value does {label} have?",
        "check {label} for me and tell me what it is", "I forgot what {label} is set to",
        "look at {label} and tell me what's there", "show me what is set for {label}",
    ),
    "field.set": (
        "{title}'s {label} should be {value}", "make {value} the {label} of {title}",
        "{title} needs {value} as {label}", "for {title}, put {value} under {label}",
        "in {title}, change the {label} to {value}", "{value} is the new {label} of {title}",
        "edit {title}: {label} = {value}", "correct the {label} of {title}, it's {value}",
        "fill in {value} as the {label} for {title}", "the {label} of {title} is now {value}",
        "go to {title}, edit it and enter {value} for {label}", "give {title} the {label} {value}",
        "the {label} for {title} has changed to {value}", "write {value} in the {label} of {title}",
    ),
    "field.read": (
        "{title}: what's the {label}?", "which {label} has {title}", "what {label} does {title} have?",
        "find {title} and read me its {label}", "what did I put as {label} for {title}?",
        "can you tell me {title}'s {label}", "check the {label} of {title}", "I need the {label} of {title}",
        "what's written under {label} for {title}", "go to {title}, what does it say for {label}?",
    ),
    "flag.turn_on": (
        "{label} {title}", "{label}: {title}", "give {title} the mark {label}", "I want {title} as {label}",
        "put {label} on {title}", "go to {title} and set {label}", "make {title} {label}",
        "have {title} marked {label}", "set {title} to {label}", "tap {label} on {title}", "{title} is {label} now",
    ),
    "flag.turn_off": (
        "no {label} for {title}", "unmark {title}: {label}", "{title} shouldn't be {label}", "clear {label} on {title}",
        "take away {label} from {title}", "{title} is no longer {label}", "undo {label} for {title}",
        "{label} off for {title}", "I don't need {title} as {label} any more", "go to {title} and unset {label}",
    ),
    "flag.is_on": (
        "{title}: {label} or not?", "is {title} {label}?", "did I mark {title} as {label}",
        "have I set {label} on {title}?", "check if {title} has {label}", "tell me whether {title} is marked {label}",
    ),
    "deed.ask": (
        "please {label} {title}", "{label} for {title}", "do {label} on {title}", "find {title} and choose {label}",
        "I want to {label} {title}", "go to {title}, then {label}", "use {label} on {title}",
        "{title} has to go through {label}", "tap {title} and select {label}",
    ),
    "add.ask": (
        "{label}, name {title}", "please add {title}", "add {title} as a new {one}",
        "I need a new {one} called {title}", "make {title}", "save a {one} with the name {title}",
        "create one named {title}", "put in a new {one}, {title}", "a new {one}: {title}", "add another {one}, {title}",
        "set up a {one} called {title}", "enter {title}", "insert a {one} {title}",
    ),
    "parts.add": (
        "put {value} in the {label} of {title}", "{title} needs {value} in its {label}",
        "{value} has to go on {title}'s {label}", "add {value} to {title}", "for {title}, add {value} under {label}",
        "append {value} to the {label} in {title}",
    ),
    "parts.count": (
        "{title}: how many {label}?", "how many {label} are there in {title}",
        "what's the number of {label} for {title}?", "open {title} and count its {label}",
        "tell me how many {label} {title} has",
    ),
    "parts.list_": (
        "{title}: all {label}", "which {label} does {title} have?", "read me the {label} of {title}",
        "what's in the {label} of {title}", "open {title} and list its {label}", "name all {label} of {title}",
    ),
    "page.open": (
        "{label}", "bring up {label}", "I want to see {label}", "let me see {label}", "open up {label} please",
        "switch to {label}", "where's {label}? show it", "jump to {label}", "find the {label} page and leave it open",
    ),
    "fact.read": (
        "{label}?", "which {label} is it", "what does it say for {label}?", "read me the {label}",
        "I need to know the {label}", "find the {label}", "can you check the {label} for me",
        "where does it say {label}, and what is it?",
    ),
    "action.ask": (
        "please {label}", "{label} now", "I want to {label}", "go and {label}", "use {label}", "could you {label}",
        "time to {label}",
    ),
}  # fmt: skip
TAUGHT: dict[str, tuple[str, ...]] = {key: (*texts, *_MORE.get(key, ())) for key, texts in BY_LABEL.items()}
"""`phrases.BY_LABEL` and more of each kind."""
