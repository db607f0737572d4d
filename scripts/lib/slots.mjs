/**
 * Room for a few pieces of work at once, given in the order of asking: `await slots.take()` answers when there is room, `slots.give()` leaves it.
 * Stages that run side by side share one, so that together they do not run more test files than each of them would alone.
 */
export const createSlots = (count) => {
  let free = count;
  const waiting = [];
  return {
    count,
    take: () =>
      new Promise((resolve) => {
        if (free === 0) return waiting.push(resolve);
        free -= 1;
        resolve();
      }),
    give: () => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
};
