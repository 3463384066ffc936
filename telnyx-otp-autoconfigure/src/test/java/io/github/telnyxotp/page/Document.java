package io.github.telnyxotp.page;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A rendered page, which must be well-formed, to look into.
 */
final class Document {

	private final String markup;

	private final org.w3c.dom.Document dom;

	Document(String markup) {
		this.markup = markup;
		try {
			this.dom = DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader(markup)));
		}
		catch (SAXException | IOException | ParserConfigurationException ex) {
			throw new AssertionError(markup, ex);
		}
	}

	static List<String> attributes(Element element) {
		return IntStream.range(0, element.getAttributes().getLength())
			.mapToObj((index) -> element.getAttributes().item(index).getNodeName())
			.toList();
	}

	String markup() {
		return this.markup;
	}

	List<Element> all(String tag) {
		NodeList found = this.dom.getElementsByTagName(tag);
		return IntStream.range(0, found.getLength()).mapToObj((index) -> (Element) found.item(index)).toList();
	}

	List<String> texts(String tag) {
		return all(tag).stream().map((element) -> element.getTextContent().strip()).toList();
	}

	List<String> paragraphs() {
		return texts("p");
	}

	String text(String tag) {
		return all(tag).get(0).getTextContent();
	}

	List<String> buttons() {
		return texts("button");
	}

	List<String> channels() {
		return all("button").stream()
			.filter((button) -> button.getAttribute("name").equals("channel"))
			.map((button) -> button.getAttribute("value"))
			.toList();
	}

	List<String> formActions() {
		return all("form").stream().map((form) -> form.getAttribute("action")).toList();
	}

	List<String> ids() {
		return all("*").stream().map((element) -> element.getAttribute("id")).toList();
	}

	Element byId(String id) {
		return all("*").stream().filter((element) -> element.getAttribute("id").equals(id)).findFirst().orElseThrow();
	}

	/** All elements and the names of their attributes: what no value may change. */
	List<String> shape() {
		return all("*").stream().map((element) -> element.getTagName() + attributes(element)).toList();
	}

}
