import fc from 'fast-check';

// One commit has one result: random inputs come from a fixed seed. SEED=N tries others.
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_261_130) });
