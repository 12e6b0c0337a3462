import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		globalSetup: "test/build-bundle.ts",
		projects: [
			{
				test: {
					name: "fast",
					include: ["test/**/*.test.ts"],
					exclude: ["test/trees/**", "test/slow/**", "test/browser/**"],
					// Many tests start the command itself; a busy machine is no fault of theirs.
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
			{
				test: {
					name: "slow",
					include: ["test/slow/**/*.test.ts"],
					testTimeout: 600_000,
					hookTimeout: 600_000,
					fileParallelism: false,
				},
			},
			{
				test: {
					name: "browser",
					include: ["test/browser/**/*.test.ts"],
					testTimeout: 60_000,
					hookTimeout: 60_000,
					fileParallelism: false,
				},
			},
			{
				test: {
					name: "trees",
					include: ["test/trees/**/*.test.ts"],
					testTimeout: 600_000,
					hookTimeout: 600_000,
					fileParallelism: false,
				},
			},
		],
	},
});
