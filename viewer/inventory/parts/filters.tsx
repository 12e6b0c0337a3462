import type { InventoryPage } from "#report/viewer/inventory-page.ts";
import { type Entry, subsystemOf } from "../entries.ts";
import type { Filter } from "../filter.ts";

export function Filters({
	page,
	entries,
	filter,
	onFilter,
}: {
	page: InventoryPage;
	entries: readonly Entry[];
	filter: Filter;
	onFilter(filter: Filter): void;
}) {
	const subsystems = [
		...new Set(entries.map(({ file }) => subsystemOf(file))),
	].sort();
	const kinds = [
		...new Set(entries.flatMap(({ site }) => (site === null ? [] : site.kind))),
	].sort();
	const codes = Object.entries(page.codes);
	return (
		<form
			class="filters"
			aria-label="Filters"
			onSubmit={(event) => event.preventDefault()}
		>
			<div class="field wide">
				<label for="filter-text">Search</label>
				<input
					id="filter-text"
					type="search"
					value={filter.text}
					placeholder="path, function, call, words of a finding"
					onInput={(event) =>
						onFilter({ ...filter, text: event.currentTarget.value })
					}
				/>
			</div>
			<Field
				name="Subsystem"
				value={filter.subsystem}
				options={[
					["", "all"],
					...subsystems.map((name): [string, string] => [
						name,
						name === "." ? "top folder" : name,
					]),
				]}
				onChange={(subsystem) => onFilter({ ...filter, subsystem })}
			/>
			<Field
				name="Case"
				value={filter.case}
				options={[
					["", "all"],
					...Object.entries(page.cases).map(
						([number, name]): [string, string] => [
							number,
							number === "0" ? name : `${number}: ${name}`,
						],
					),
				]}
				onChange={(chosen) => onFilter({ ...filter, case: chosen })}
			/>
			<Field
				name="Taken by"
				value={filter.kind}
				options={[
					["", "all"],
					...kinds.map((kind): [string, string] => [kind, kindText(kind)]),
				]}
				onChange={(kind) => onFilter({ ...filter, kind })}
			/>
			<Field
				name="Findings"
				value={filter.code}
				options={[
					["", "with and without"],
					...(codes.length === 0
						? []
						: [["any", "only with findings"] as [string, string]]),
					...codes.map(([code, title]): [string, string] => [
						code,
						`${code} ${title}`,
					]),
				]}
				onChange={(code) => onFilter({ ...filter, code })}
			/>
		</form>
	);
}

export function kindText(kind: string): string {
	switch (kind) {
		case "get":
			return "plain reference (FOLL_GET)";
		case "pin":
			return "pin (FOLL_PIN)";
		case "extract":
			return "as the iterator says";
		default:
			return "nothing, only faulted in";
	}
}

function Field({
	name,
	value,
	options,
	onChange,
}: {
	name: string;
	value: string;
	options: readonly (readonly [string, string])[];
	onChange(value: string): void;
}) {
	const id = `filter-${name.toLowerCase().replace(" ", "-")}`;
	return (
		<div class="field">
			<label for={id}>{name}</label>
			<select
				id={id}
				value={value}
				onChange={(event) => onChange(event.currentTarget.value)}
			>
				{options.map(([option, text]) => (
					<option key={option} value={option}>
						{text}
					</option>
				))}
			</select>
		</div>
	);
}
