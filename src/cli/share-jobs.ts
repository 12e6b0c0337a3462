// Who does which job: each worker a stretch of its own, so that files of one folder stay together, and who is done takes
// from the end of the longest stretch that is left.

/** take: the next job of this worker, undefined when none is left for anybody. */
export function shareJobs<Job>(
	jobs: readonly Job[],
	workers: number,
): (worker: number) => Job | undefined {
	const border = (worker: number): number =>
		Math.floor((worker * jobs.length) / workers);
	const stretches = Array.from({ length: workers }, (_, worker) =>
		jobs.slice(border(worker), border(worker + 1)),
	);
	return (worker) => {
		const own = stretches[worker]?.shift();
		if (own !== undefined) return own;
		const longest = stretches.reduce(
			(found, stretch) => (stretch.length > found.length ? stretch : found),
			[],
		);
		return longest.pop();
	};
}
