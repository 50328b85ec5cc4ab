//! State-aid law: single undertaking, de minimis, difficulty, intensities, cumulation, research allowance.
