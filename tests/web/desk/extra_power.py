"""The addresses of the desk about extra power and handing over, which their own tests try with everybody."""

ADDRESSES = {"break_glass", "glass", "glass_progress", "glass_reveal", "glass_end", "worker_hand_over"}
