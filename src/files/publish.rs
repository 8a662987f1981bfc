//! Writing: staging beside the target, then one atomic swap.
