"""124 further everyday tasks on the same six apps, all learned: written later, by somebody who hadn't seen what runs them."""
