/** Runs a round so that its failure says how to see it again. */
export async function seeded<T>(suite: string, seed: number, round: () => Promise<T>): Promise<T> {
  try {
    return await round();
  } catch (error) {
    const again = `npm run soak -- sync --only ${suite} --seed ${seed}`;
    throw new Error(`${suite} with seed ${seed} (again: ${again}; to keep it: test/faults/seeds.json)`, {
      cause: error,
    });
  }
}
