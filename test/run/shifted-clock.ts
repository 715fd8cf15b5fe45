/** Loaded before a program (`node --import`): its clock goes wrong by CLOCK_OFF_MS, so that a picture is of the hour it is to be of. */
const off = Number(process.env["CLOCK_OFF_MS"] ?? 0);
const now = Date.now;
Date.now = () => now() + off;
