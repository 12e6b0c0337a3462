/** The data that the command line put into the page. */
export function pageData<Data>(): Data {
	const element = document.getElementById("page-data");
	return JSON.parse(element?.textContent ?? "null") as Data;
}
